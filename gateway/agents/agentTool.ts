import type { Graph } from '../graph/graph.ts'
import type { AskGraph } from '../tables/askGraph.ts'
import type { SavedQueries } from '../tables/savedQueries.ts'

/** For whom a tool works: the graph as the caller knows it, and the ways by which it is asked. */
export interface ToolContext {
  readonly graph: Graph
  /** What the operator wrote: saved queries, and the trusted documents that are marked. */
  readonly queries: SavedQueries
  readonly ask: AskGraph
  /** For a text that the caller wrote: it is held to the list of trusted documents, as over HTTP. */
  readonly askAsClient: AskGraph
}

export type JsonObject = { [name: string]: Json }
type Json = string | number | boolean | null | Json[] | JsonObject

/** A tool as an agent is told of it, by the Model Context Protocol. */
export interface ToolDefinition {
  readonly name: string
  readonly description: string
  /** JSON Schema of its arguments; it has no others, which is told where one comes: all this is read each time an agent begins. */
  readonly inputSchema: ToolInput
  /** That it gives an object; what stands in it is the same for all, and is told once, among the instructions. */
  readonly outputSchema?: { readonly type: 'object' }
  readonly annotations: { readonly readOnlyHint: true }
}

export interface ToolInput {
  readonly type: 'object'
  readonly properties?: JsonObject
  readonly required?: string[]
}

export type ToolArguments = Readonly<Record<string, unknown>>

/** What a tool gives: an object for programs, or a text; what is wrong with a call is told as a text too. */
export type ToolAnswer =
  | { readonly kind: 'data'; readonly data: Readonly<Record<string, unknown>>; readonly isError: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly isError: boolean }

export interface AgentTool {
  readonly definition: ToolDefinition
  call(given: ToolArguments, context: ToolContext): Promise<ToolAnswer> | ToolAnswer
}

/** A tool that asks the graph, and gives what `askAsTool` makes of the answer. */
export function defineGraphTool(...given: Parameters<typeof defineTool>): ToolDefinition {
  return { ...defineTool(...given), outputSchema: { type: 'object' } }
}

export function defineTool(
  name: string,
  description: string,
  properties: JsonObject,
  required: string[] = [],
): ToolDefinition {
  return {
    name,
    description,
    inputSchema: {
      type: 'object',
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
    },
    annotations: { readOnlyHint: true },
  }
}

/** A mistake in a call, by which the model can mend it. */
export function refuse(text: string): ToolAnswer {
  return { kind: 'text', text, isError: true }
}
