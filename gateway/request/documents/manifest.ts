import { z } from 'zod'
import { withoutPrefix } from './naming.ts'

/** One operation of a manifest, not yet checked. */
export interface ListedDocument {
  readonly hash: string
  readonly text: string
  /** What the manifest says of it, where it says so. */
  readonly name?: string
  readonly type?: string
  /** What it is for, where agents have it as a tool. */
  readonly tool?: string
}

const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string(),
      tool: z.string().trim().min(1).max(200).optional(),
    }),
  ),
})

const textsByHash = z.record(z.string(), z.string())

/** Reads a manifest in either form in common use. Throws an Error that says what is wrong with it. */
export function parseManifest(text: string): readonly ListedDocument[] {
  const value = parseManifestJson(text)
  if (typeof value === 'object' && value !== null && 'format' in value) {
    const { operations } = readAs(apolloManifest, value)
    return operations.map(({ id, name, type, body, tool }) => ({
      hash: withoutPrefix(id),
      text: body,
      name,
      type,
      ...(tool !== undefined && { tool }),
    }))
  }
  return Object.entries(readAs(textsByHash, value)).map(([hash, body]) => ({
    hash: withoutPrefix(hash),
    text: body,
  }))
}

function parseManifestJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`expected JSON; got ${cause instanceof Error ? cause.message : 'something else'}`, {
      cause,
    })
  }
}

function readAs<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const { data, error } = schema.safeParse(value)
  if (data !== undefined) return data
  const [issue] = error?.issues ?? []
  throw new Error(
    `expected {"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id","name","type","body"}]} ` +
      `or {"<hash>":"<text>"}; at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'something else'}`,
  )
}
