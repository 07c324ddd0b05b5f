import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { judgeSubgraph } from '../../schema/compose.ts'
import { findingsOfProblems } from '../check/problemFindings.ts'
import { isFailure } from '../findings.ts'
import { findStaleExceptions, lintSubgraph } from '../lint/lintSubgraph.ts'
import { RULES } from '../lint/rules.ts'
import { readLiveGraph } from '../live/readLive.ts'
import { printFindings } from './printReport.ts'
import { readSchema } from './readSchema.ts'
import { EXIT_CODES, printJson, type Verb } from './verb.ts'

const RULE_WIDTH = Math.max(...RULES.map(({ id }) => id.length))

const HELP = `graph lint [--schema FILE]

Says what does not keep the conventions of schema/README.md: of one file, or of all subgraphs that are live.

  --schema FILE   the SDL of one subgraph
  --live DIR      the repository that holds the live graph and the exceptions (this folder)
  --json          the findings for machines

Rules
${RULES.map(({ id, asks }) => `  ${id.padEnd(RULE_WIDTH)}  ${asks}`).join('\n')}
  ${'described'.padEnd(RULE_WIDTH)}  everything that can be named has a description
  ${'directives-in-place'.padEnd(RULE_WIDTH)}  protection stands on fields of object types; a Connection has @listSize

schema/convention-exceptions.json names what does not keep a rule, and why that stays.

${EXIT_CODES}`

export const lint: Verb = {
  summary: 'says what does not keep the conventions',
  help: HELP,
  async run(args, { folder, colour }) {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const path = (given: string) => resolve(fileURLToPath(folder), given)
    const { subgraphs, exceptions } = readLiveGraph(pathToFileURL(`${path(values.live)}/`))
    const { schema } = values
    const subjects = schema === undefined ? subgraphs : [readSchema('proposed', schema, path(schema))]
    const findings = subjects.flatMap((subgraph) => [
      ...findingsOfProblems(judgeSubgraph(subgraph), subgraph.file),
      ...lintSubgraph(subgraph, exceptions),
    ])
    const stale = schema === undefined ? findStaleExceptions(subgraphs, exceptions) : []
    const failed = stale.length > 0 || findings.some(isFailure)
    const text = values.json
      ? printJson({ format: 'graph-lint', version: 1, passed: !failed, findings, staleExceptions: stale })
      : [
          ...printFindings(findings, { colour }),
          ...stale.map(
            ({ rule, coordinate }) =>
              `error    schema/convention-exceptions.json: ${rule} of ${coordinate} is kept now: take the exception out.`,
          ),
          failed ? 'The conventions are not kept.' : 'The conventions are kept.',
          '',
        ].join('\n')
    return { exitCode: failed ? 1 : 0, text }
  },
}

const OPTIONS = {
  schema: { type: 'string' },
  live: { type: 'string', default: '.' },
  json: { type: 'boolean', default: false },
} as const
