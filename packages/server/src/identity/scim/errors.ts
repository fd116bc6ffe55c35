import { ApiError } from '../../http/api-error.ts';
import type { ResourceType } from './resource-type.ts';

/** @returns the error for a path with an id that no resource of the type has */
export const notFound = ({ noun }: ResourceType, id: string): ApiError =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', `${noun} with id ${id} not found.`);

const uniqueNames = {
  USER: 'User with username',
  GROUP: 'Group with name',
  SERVICE_PRINCIPAL: 'Service principal with application ID',
} as const;

/** @returns the error for a name that somebody has already, in the words by which official clients know it */
export const taken = ({ kind }: ResourceType, name: string): ApiError =>
  new ApiError('RESOURCE_ALREADY_EXISTS', `${uniqueNames[kind]} ${name} already exists.`);

/** @returns the error for a value that an attribute cannot have */
export const invalidValue = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message);

/** @returns the error for what is not of the form that the attribute asks for */
export const invalidSyntax = (message: string): ApiError =>
  new ApiError('INVALID_PARAMETER_VALUE', message, { scimType: 'invalidSyntax' });

/** @returns the error for a path that names nothing which a resource has */
export const invalidPath = (message: string): ApiError =>
  new ApiError('INVALID_PARAMETER_VALUE', message, { scimType: 'invalidPath' });
