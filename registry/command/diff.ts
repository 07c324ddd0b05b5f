import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildASTSchema, type GraphQLSchema } from 'graphql'
import { compareSchemas } from '../check/schemaChanges.ts'
import { createLocate } from '../live/locate.ts'
import { UnusableInput } from '../unusableInput.ts'
import { readSchema } from './readSchema.ts'
import { printJson, type Verb } from './verb.ts'

const HELP = `graph diff BEFORE AFTER

Says what differs for clients between two API schemas, such as schema/api.graphql of two branches: a line for each change
with its class (breaking, dangerous or safe), rule, coordinate and place. Nothing is weighed: graph check does that.

  --json   the changes for machines

Exit codes
  0  nothing breaks
  1  something breaks
  2  nothing could be judged: wrong words, or a file that is not what it should be
`

export const diff: Verb = {
  summary: 'says what differs between two API schemas',
  help: HELP,
  async run(args, { folder }) {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const [before, after, ...more] = positionals
    if (before === undefined || after === undefined || more.length > 0)
      throw new UnusableInput(`graph diff: expected two files; got ${positionals.length}.`)
    const [was, is] = [before, after].map((file) =>
      readSchema(file, file, resolve(fileURLToPath(folder), file)),
    )
    if (!was || !is) throw new UnusableInput('graph diff: expected two files.')
    const locate = createLocate([is, was])
    const changes = (await compareSchemas(build(was), build(is))).map((change) => ({
      ...change,
      place: locate(change.coordinate),
    }))
    const exitCode = changes.some(({ severity }) => severity === 'breaking') ? 1 : 0
    if (values.json) return { exitCode, text: printJson({ format: 'graph-diff', version: 1, changes }) }
    const width = Math.max(0, ...changes.map(({ rule }) => rule.length))
    const lines = changes.map(
      ({ severity, rule, coordinate, place, message }) =>
        `${severity.padEnd('dangerous'.length)}  ${rule.padEnd(width)}  ${coordinate}  ${place ? `${place.file}:${place.line}: ` : ''}${message}`,
    )
    return { exitCode, text: `${(lines.length > 0 ? lines : ['Nothing differs.']).join('\n')}\n` }
  },
}

const OPTIONS = { json: { type: 'boolean', default: false } } as const

function build({ file, document }: ReturnType<typeof readSchema>): GraphQLSchema {
  try {
    return buildASTSchema(document)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new UnusableInput(
      `${file}: expected an API schema, such as schema/api.graphql; got ${error.message.split('\n')[0]}`,
    )
  }
}
