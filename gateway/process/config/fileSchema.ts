import { z } from 'zod'
import { fileFormOf, type FileValue } from '../../../kit/config.ts'
import { section } from './section.ts'
import { subgraphInFile } from './subgraphsInFile.ts'
import { schema } from './variables.ts'

/** Node's own, and the one that the file says better. */
const NOT_IN_FILE = ['NODE_ENV', 'SUBGRAPH_URLS']

/** The variables that may stand in the file, by their keys there: `CACHE_MEMORY_MB` is `cacheMemoryMb`. */
export const variablesByKey: ReadonlyMap<string, string> = new Map(
  Object.keys(schema.shape)
    .filter((variable) => !NOT_IN_FILE.includes(variable))
    .map((variable) => [keyOf(variable), variable]),
)

/** The file of settings. */
export const fileSchema = section({
  ...Object.fromEntries(
    Object.entries(schema.shape)
      .filter(([variable]) => !NOT_IN_FILE.includes(variable))
      .map(([variable, format]) => [keyOf(variable), formOf(format).optional()]),
  ),
  subgraphs: z
    .record(
      z.string().regex(/^[^=,\s]+$/, 'the name of a subgraph, without blanks, commas and ='),
      subgraphInFile,
      {
        error: 'the names of subgraphs, each with its settings',
      },
    )
    .optional(),
})

/** JSON Schema of the file, for editors: whatever a text has to be, it may also name a variable of the environment. */
export function writeFileSchema(): object {
  return z.toJSONSchema(fileSchema, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const isNarrow = ['pattern', 'enum', 'minLength'].some((key) => key in jsonSchema)
      if (jsonSchema.type !== 'string' || !isNarrow) return
      const narrow = { ...jsonSchema }
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key)
      jsonSchema.anyOf = [narrow, { type: 'string', pattern: '\\$\\{' }]
    },
  })
}

function keyOf(variable: string): string {
  return variable.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function formOf(format: z.ZodType): z.ZodType<FileValue> {
  const inner = format instanceof z.ZodDefault || format instanceof z.ZodOptional ? format.unwrap() : format
  if (!(inner instanceof z.ZodType)) throw new Error('expected a format of zod inside another')
  const form = fileFormOf(inner)
  if (form !== undefined) return form
  if (inner instanceof z.ZodEnum) return z.enum(inner.options.map(String), { error: errorOf(inner) })
  return z.string({ error: 'text' })
}

function errorOf(format: z.ZodType): string {
  return format.safeParse(undefined).error?.issues[0]?.message ?? 'another value'
}
