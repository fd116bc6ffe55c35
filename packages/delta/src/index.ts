export { ObjectNotFound, type ObjectReader, type StoredObject } from './object-reader.ts';
