import { type Static, Type } from 'typebox';
import { urlProblem } from '../http/allowed-url.ts';
import { parseSharingIdentifier } from './sharing-identifier.ts';

/** The setting of one other workspace that shares by metastore. */
export const PeerSetting = Type.Object(
  {
    url: Type.String({
      description: 'Where the other workspace is reached: its `public_url`. `https`; `http` only to this machine.',
    }),
    metastore_id: Type.String({
      description: 'Sharing identifier of its metastore, `cloud:region:uuid`: `global_metastore_id` of its summary.',
    }),
    name: Type.Optional(
      Type.String({
        pattern: '^[^\\s./]{1,255}$',
        description: 'Name of its provider here. Default: the UUID of the metastore.',
      }),
    ),
  },
  { description: 'One other workspace.', additionalProperties: false },
);

export type PeerSetting = Static<typeof PeerSetting>;

const problemOf = ({ url, metastore_id }: PeerSetting): string | undefined => {
  const ofUrl = urlProblem(url);
  if (ofUrl !== undefined) return `url ${ofUrl}`;
  if (parseSharingIdentifier(metastore_id) === undefined) return 'metastore_id must be of the form cloud:region:uuid';
  return undefined;
};

/**
 * What is wrong with the setting `peers` that its schema does not see.
 *
 * @returns a sentence that names the entry; undefined when all is well
 */
export const peersProblem = (peers: readonly PeerSetting[]): string | undefined => {
  for (const [index, peer] of peers.entries()) {
    const problem = problemOf(peer);
    if (problem !== undefined) return `Setting peers.${index} ${problem}.`;
    const isAgain = ({ url, metastore_id }: PeerSetting) => url === peer.url || metastore_id === peer.metastore_id;
    if (peers.findIndex(isAgain) !== index) return `Setting peers.${index} names a workspace a second time.`;
  }
  return undefined;
};
