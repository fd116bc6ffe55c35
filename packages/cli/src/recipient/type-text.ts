import type { DataType } from '@boathouse/recipient';

/** A type as Spark writes it in one line: `struct<id:long,tags:array<string>>`. */
export const typeText = (type: DataType): string => {
  switch (type.kind) {
    case 'struct':
      return `struct<${type.fields.map(field => `${field.name}:${typeText(field.type)}`).join(',')}>`;
    case 'array':
      return `array<${typeText(type.element)}>`;
    case 'map':
      return `map<${typeText(type.key)},${typeText(type.value)}>`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'unsupported':
      return type.name;
    default:
      return type.kind;
  }
};
