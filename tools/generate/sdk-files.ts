import { basename, dirname } from 'node:path';
import { errorTable } from '@boathouse/contract';
import { type Declarations, modulesOf, readDeclarations } from './declarations.ts';
import { jsdoc } from './jsdoc.ts';
import { generatedMark, ModuleText } from './module-text.ts';
import { camelCase } from './names.ts';
import { addRequests, addService, className } from './service-text.ts';

/** Generated files by their path in the repository. */
export type Files = ReadonlyMap<string, string>;

/** The folder of the generated sources, in the repository. */
export const sdkFolder = 'packages/sdk/src';

/** Lines beyond which a module gives its requests to one of their own. */
const longModule = 500;

/** The generated sources of the SDK. */
export const sdkFiles = async (): Promise<Files> => {
  const declarations = await readDeclarations();
  const modules = modulesOf(declarations).flatMap(module => moduleTexts(declarations, module));
  const domains = [...Map.groupBy(modules, ({ module }) => dirname(module))];
  const files: (readonly [module: string, text: string])[] = [
    ...modules.map(text => [text.module, text.toString()] as const),
    ...domains.map(([domain, texts]) => [`${domain}/types`, typesOf(texts)] as const),
    ['services', servicesText(declarations)],
    ['domains', domainsText(domains.map(([domain]) => domain))],
    ['error-codes', errorCodesText()],
  ];
  return new Map(files.map(([module, text]) => [`${sdkFolder}/${module}.ts`, text]));
};

/** The modules that a module of the contract becomes: one, or two when a service and its requests are long. */
const moduleTexts = (declarations: Declarations, module: string): readonly ModuleText[] => {
  const together = new ModuleText(module, declarations);
  together.addTypes();
  const service = declarations.services.find(declared => declared.module === module)?.service;
  if (service === undefined) return [together];
  addRequests(together, service);
  addService(together, service, module);
  if (together.toString().split('\n').length <= longModule) return [together];
  const requests = new ModuleText(`${module}-requests`, declarations);
  addRequests(requests, service);
  const apart = new ModuleText(module, declarations);
  apart.addTypes();
  addService(apart, service, requests.module);
  return [apart, requests];
};

/** All types of a domain, for its namespace in the package's index. */
const typesOf = (modules: readonly ModuleText[]): string => {
  const lines = modules.map(({ module }) => `export type * from './${basename(module)}.ts';\n`);
  return `${generatedMark}\n\n${lines.sort().join('')}`;
};

const domainsText = (domains: readonly string[]): string => {
  const lines = domains.map(domain => `export type * as ${camelCase(domain)} from './${domain}/types.ts';\n`);
  return `${generatedMark}\n\n${lines.join('')}`;
};

const servicesText = ({ services }: Declarations): string => {
  const imports = services.map(({ service, module }) => `import { ${className(service)} } from './${module}.ts';\n`);
  const properties = services.map(
    ({ service }) => `${jsdoc([service.description], 2)}  readonly ${service.name}: ${className(service)};\n`,
  );
  const made = services.map(({ service }) => `    this.${service.name} = new ${className(service)}(send);\n`);
  return `${generatedMark}

import type { Send } from './call.ts';
${imports.join('')}
/** The services of a workspace. */
export class Services {
${properties.join('')}
  constructor(send: Send) {
${made.join('')}  }
}
`;
};

/** The class of each code of the error table. That `errors.ts` has the class is checked by the compiler. */
const errorCodesText = (): string => {
  const rows = Object.entries(errorTable);
  const classes = [...new Set(rows.map(([, { sdkClass }]) => sdkClass))];
  return `${generatedMark}

import { type ApiError, ${classes.join(', ')} } from './errors.ts';

/** Error code → the class that is thrown for it. */
export const errorClasses: Readonly<Record<string, typeof ApiError>> = {
${rows.map(([code, { sdkClass }]) => `  '${code}': ${sdkClass},\n`).join('')}};
`;
};
