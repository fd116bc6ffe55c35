import { valuesIn } from './draft.ts';
import { invalidSyntax, invalidValue } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Some identity providers wrap a single value into a list of one, or into an object with `value`. */
const unwrap = (value: unknown): unknown => {
  const inner = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return isObject(inner) && 'value' in inner ? inner['value'] : inner;
};

/**
 * A text in any of the forms that clients send it.
 *
 * @returns null when there is none
 * @throws ApiError INVALID_PARAMETER_VALUE (invalidSyntax) for lists and objects
 */
export const toText = (attribute: string, value: unknown): string | null => {
  const inner = unwrap(value);
  if (inner === undefined || inner === null || inner === '') return null;
  if (typeof inner === 'string') return inner;
  if (typeof inner === 'number') return String(inner);
  throw invalidSyntax(`Attribute ${attribute} must be a string.`);
};

/**
 * A truth value in any of the forms that clients send it: `false`, `"False"`, `[{"value": "false"}]`.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for anything else
 */
export const toTruth = (attribute: string, value: unknown): boolean => {
  const inner = unwrap(value);
  const text = typeof inner === 'boolean' || typeof inner === 'string' ? String(inner).toLowerCase() : '';
  if (text !== 'true' && text !== 'false') throw invalidValue(`Attribute ${attribute} must be true or false.`);
  return text === 'true';
};

/**
 * The values of a list of elements, `[{"value": "x"}]`, or of one element without the list.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE (invalidSyntax) when an element is no object, as real workspaces answer it
 */
export const toValues = (attribute: string, value: unknown): readonly string[] => {
  if (value === undefined || value === null) return [];
  const elements = (Array.isArray(value) ? value : [value]).map((element: unknown) => {
    const inner = isObject(element) ? element['value'] : element;
    if (!isObject(element) || (inner !== undefined && typeof inner !== 'string' && typeof inner !== 'number')) {
      throw invalidSyntax(
        `Request is unparsable, syntactically incorrect, or violates schema. Attribute ${attribute} takes a list of objects with a value: [{"value": "…"}].`,
      );
    }
    return inner === undefined ? {} : { value: String(inner) };
  });
  return valuesIn(elements);
};
