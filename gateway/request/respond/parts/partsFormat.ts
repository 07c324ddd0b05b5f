import type { GraphQLFormattedError } from 'graphql'
import type { PendingPart } from '../../../../engine/index.ts'
import type { PartsFormat } from './acceptParts.ts'

/** A part of an answer as its client may read it. */
export interface ToldPart {
  readonly first: { readonly envelope: Buffer; readonly errors: Errors } | undefined
  readonly pending: readonly PendingPart[]
  readonly increments: readonly ToldIncrement[]
  readonly completed: readonly { readonly of: PendingPart; readonly errors: Errors | undefined }[]
  readonly hasNext: boolean
  readonly extensions: object | undefined
}

export interface ToldIncrement {
  readonly of: PendingPart
  readonly subPath: PendingPart['path']
  readonly json: Buffer
  readonly errors: Errors
}

type Errors = readonly GraphQLFormattedError[]

/** A part as the JSON of one format. */
export function writePart(part: ToldPart, format: PartsFormat): Buffer {
  const members = part.first === undefined ? writeLater(part, format) : writeFirst(part, part.first, format)
  return writeObject([...members, `"hasNext":${part.hasNext}`])
}

/** JSON in pieces: data are bytes, which are not read as text again. */
type Piece = string | Buffer

function writeFirst(
  { pending, extensions }: ToldPart,
  { envelope, errors }: NonNullable<ToldPart['first']>,
  format: PartsFormat,
): readonly (readonly Piece[] | string)[] {
  return [
    [envelope.subarray(1, -1)],
    ...writeErrors(errors),
    ...(format === 'current' ? writePending(pending) : []),
    ...writeExtensions(extensions),
  ]
}

function writeLater(
  { pending, increments, completed, extensions }: ToldPart,
  format: PartsFormat,
): readonly (readonly Piece[] | string)[] {
  // Apollo's clients look for them beside data alone, urql there too.
  const beside = increments.length === 0 ? undefined : extensions
  const rest = [...(increments.length === 0 ? writeExtensions(extensions) : [])]
  if (format === '2022') {
    const failed = completed.flatMap(({ of, errors }) =>
      errors === undefined ? [] : [writeFailed2022(of, errors)],
    )
    const told = increments.map((one, index) => write2022(one, index === 0 ? beside : undefined))
    return [...writeList('incremental', [...told, ...failed]), ...rest]
  }
  return [
    ...writePending(pending),
    ...writeList(
      'incremental',
      increments.map((one, index) => writeIncrement(one, index === 0 ? beside : undefined)),
    ),
    ...writeList('completed', completed.map(writeCompleted)),
    ...rest,
  ]
}

function writePending(pending: readonly PendingPart[]): readonly string[] {
  if (pending.length === 0) return []
  const told = pending.map(({ id, path, label }) => ({
    id: String(id),
    path,
    ...(label !== undefined && { label }),
  }))
  return [`"pending":${JSON.stringify(told)}`]
}

function writeIncrement(
  { of, subPath, json, errors }: ToldIncrement,
  extensions: object | undefined,
): Piece[] {
  const at = subPath.length === 0 ? '' : `,"subPath":${JSON.stringify(subPath)}`
  const name = of.kind === 'stream' ? 'items' : 'data'
  return [`{"id":"${of.id}"${at},"${name}":`, json, `${besides(errors, extensions)}}`]
}

function writeCompleted({ of, errors }: ToldPart['completed'][number]): Piece[] {
  return [`{"id":"${of.id}"${besides(errors ?? [], undefined)}}`]
}

function write2022({ of, subPath, json, errors }: ToldIncrement, extensions: object | undefined): Piece[] {
  const path = of.kind === 'stream' ? [...of.path, of.from] : [...of.path, ...subPath]
  const name = of.kind === 'stream' ? 'items' : 'data'
  return [`{"${name}":`, json, `,${place2022(of, path)}${besides(errors, extensions)}}`]
}

function writeFailed2022(of: PendingPart, errors: Errors): Piece[] {
  const path = of.kind === 'stream' ? [...of.path, of.from] : of.path
  const name = of.kind === 'stream' ? 'items' : 'data'
  return [`{"${name}":null,${place2022(of, path)}${besides(errors, undefined)}}`]
}

function place2022({ label }: PendingPart, path: PendingPart['path']): string {
  const named = label === undefined ? '' : `,"label":${JSON.stringify(label)}`
  return `"path":${JSON.stringify(path)}${named}`
}

function besides(errors: Errors, extensions: object | undefined): string {
  return [...writeErrors(errors), ...writeExtensions(extensions)].map((member) => `,${member}`).join('')
}

function writeErrors(errors: Errors): readonly string[] {
  return errors.length === 0 ? [] : [`"errors":${JSON.stringify(errors)}`]
}

function writeExtensions(extensions: object | undefined): readonly string[] {
  return extensions === undefined ? [] : [`"extensions":${JSON.stringify(extensions)}`]
}

function writeList(name: string, items: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] {
  if (items.length === 0) return []
  return [[`"${name}":[`, ...items.flatMap((item, index) => (index === 0 ? item : [',', ...item])), ']']]
}

function writeObject(members: readonly (readonly Piece[] | string)[]): Buffer {
  const pieces = members.flatMap((member, index) => {
    const own = typeof member === 'string' ? [member] : member
    return index === 0 ? own : [',', ...own]
  })
  return Buffer.concat(
    ['{', ...pieces, '}'].map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
  )
}
