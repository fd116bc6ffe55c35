import { openProfile } from '@boathouse/recipient';

/** What a recipient needs to read a shared table: the profile file, and ten lines. */
const client = await openProfile('config.share');
for await (const { share, schema, name } of client.listAllTables('travel')) console.log(`${share}.${schema}.${name}`);

const flights = client.table('travel.default.flights');
for await (const row of flights.rows({ columns: ['carrier', 'origin', 'dest'], limit: 5 })) console.log(row);
