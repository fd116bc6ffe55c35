import { commonErrors, type ErrorCode, type ErrorRow, errorTable, type Service, services } from '@boathouse/contract';

/** `docs/errors.md`: every code, what follows from it, and which operations answer it. */
export const errorsPage = (): string => {
  const rows = Object.entries<ErrorRow>(errorTable).sort(([, a], [, b]) => a.status - b.status);
  return `<!-- Made by \`npm run generate\` from packages/contract. Change it there. -->

# Errors

An error answer names a code. From the code follow the HTTP status, the class that the SDK throws, and the exit code of
the command line. The body is \`{"error_code", "message", "details"}\`; under SCIM, OAuth and Delta Sharing paths it has
the shape of that protocol.

Any call may be repeated after 429 and 503, at the earliest after the seconds that \`Retry-After\` says. After \`ABORTED\` and
\`RESOURCE_CONFLICT\`, look at the object again before you repeat the call. After any other error the same call fails again.

| Code | Status | SDK class | Exit code | When |
| --- | --- | --- | --- | --- |
${rows.map(([code, row]) => `| \`${code}\` | ${row.status} | \`${row.sdkClass}\` | ${row.exit} | ${row.description} |\n`).join('')}
Every operation may answer ${list(commonErrors)}.

## Which operations answer which codes

${rows.map(([code]) => usersLine(code)).join('')}`;
};

const list = (codes: readonly ErrorCode[]): string => codes.map(code => `\`${code}\``).join(', ');

/** A line for a code that operations declare; nothing for one that none does. */
const usersLine = (code: string): string => {
  const users = Object.values<Service>(services).flatMap(service =>
    Object.entries(service.operations)
      .filter(([, { errors }]) => errors.some(declared => declared === code))
      .map(([name]) => `${service.name}.${name}`),
  );
  return users.length === 0 ? '' : `- \`${code}\`: ${users.join(', ')}\n`;
};
