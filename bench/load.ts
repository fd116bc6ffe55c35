import { Agent, request } from 'node:http';

/** What is asked for, again and again. */
export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = (agent: Agent, { url, headers = {} }: Target): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, response => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });

/**
 * Asks as fast as answers come, over a number of connections.
 *
 * @returns answers per second
 * @throws Error at the first answer that is not 200
 */
export const measureRate = async (target: Target, connections: number, milliseconds: number): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + milliseconds;
  let answers = 0;
  const work = async () => {
    while (performance.now() < end) {
      await ask(agent, target);
      answers += 1;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return answers / seconds;
};
