import type { Operation, RequestOf, ResponseOf, services } from '@boathouse/contract';
import { expect, test } from 'vitest';
import type { List } from './list.ts';
import type { Services } from './services.ts';

/**
 * A type without what generated and declared types differ in on purpose: open enumerations, readonly lists, and nothing
 * instead of an empty object. That a field is optional becomes part of its type, so that two types which take each other
 * are the same.
 */
type Plain<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? [T[keyof T]] extends [never]
        ? undefined
        : { [Key in keyof T]-?: object extends Pick<T, Key> ? { optional: Plain<T[Key]> } : Plain<T[Key]> }
      : T extends undefined
        ? undefined
        : T;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Declared = typeof services;
type ServiceName = Exclude<keyof Declared, 'deltaSharing'>;
type Operations<Service extends ServiceName> = Declared[Service]['operations'];

/** What a method takes. */
type Taken<Method> = Method extends (request: infer Request, options: never) => unknown ? NonNullable<Request> : never;
/** What a method gives: the page of a list, else the answer. */
type Given<Method> = Method extends (...parameters: never) => infer Answer
  ? Answer extends List<unknown, infer Page>
    ? Page
    : Awaited<Answer>
  : never;

type RequestAgrees<Method, Request> = keyof Request extends never ? true : Same<Plain<Taken<Method>>, Plain<Request>>;
type AnswerAgrees<Method, Answer> =
  Given<Method> extends void ? Same<keyof Answer, never> : Same<Plain<Given<Method>>, Plain<Answer>>;

type Agrees<Method, Declaration> = Declaration extends Operation
  ? [RequestAgrees<Method, RequestOf<Declaration>>, AnswerAgrees<Method, ResponseOf<Declaration>>] extends [true, true]
    ? true
    : false
  : false;

type OperationName<Service extends ServiceName> = keyof Operations<Service> & keyof Services[Service] & string;

/** The operations whose generated method differs from the declaration, as `service.operation`. */
type Differing = {
  [Service in ServiceName]: {
    [Name in OperationName<Service>]: Agrees<Services[Service][Name], Operations<Service>[Name]> extends true
      ? never
      : `${Service}.${Name}`;
  }[OperationName<Service>];
}[ServiceName];

test('the compiler finds the generated types equal to the declared ones', () => {
  const same: Same<Differing, never> = true;
  expect(same).toBe(true);
});

test('the comparison sees a field that is missing, required or of another type', () => {
  const differences: [
    Same<Plain<{ a: string; b?: number }>, Plain<{ a: string }>>,
    Same<Plain<{ a?: string }>, Plain<{ a: string }>>,
    Same<Plain<{ a?: { b: number }[] }>, Plain<{ a?: { b: string }[] }>>,
  ] = [false, false, false];
  expect(differences).toEqual([false, false, false]);
});
