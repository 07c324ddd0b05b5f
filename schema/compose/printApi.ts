import { printSchema, type Supergraph } from '@apollo/federation-internals'
import { buildASTSchema, parse, printSchema as printClientSchema } from 'graphql'
import { INCREMENTAL_DIRECTIVES } from '../../kit/graphql/incrementalDirectives.ts'
import { defineMarks, readSupergraphMarks } from '../semanticNonNull.ts'

/**
 * What clients see: the supergraph without federation's own machinery, with the directives by which answers
 * come in parts, and the marks of what is null on errors alone.
 */
export function printApi(supergraph: Supergraph): string {
  const printed = ensureNewline(printSchema(supergraph.apiSchema()))
  return defineMarks(
    `${DIRECTIVES}\n\n${printed}`,
    readSupergraphMarks(parse(printSchema(supergraph.schema))),
  )
}

/** What the gateway serves of any graph, as it prints it. */
const DIRECTIVES = printClientSchema(buildASTSchema(parse(INCREMENTAL_DIRECTIVES), { assumeValidSDL: true }))

export function ensureNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}
