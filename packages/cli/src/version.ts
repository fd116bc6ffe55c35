/** The version of this package; all packages of Boathouse have the same. */
export const version = '0.1.0';
