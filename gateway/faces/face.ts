import { shortLine } from '../../kit/shortLine.ts'
import type { Graph } from '../graph/graph.ts'
import type { AskGraph } from '../tables/askGraph.ts'
import type { SavedQueries } from '../tables/savedQueries.ts'

/** What a face is made from: the graph as callers without a token know it, and what they may ask. */
export interface Facing {
  readonly graph: Graph
  readonly queries: SavedQueries
  readonly ask: AskGraph
  /** The address that readers know, without a trailing slash. */
  readonly base: string
  readonly parameters: URLSearchParams
  readonly now: Date
}

/** A document as one kind of tool reads it. */
export interface FaceDocument {
  readonly type: string
  readonly body: string | Buffer
  readonly status?: number
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Makes the document at a path below its own, such as "" or "/collections"; null where nothing is there, or the graph
 * has not what it takes.
 */
export type Face = (facing: Facing, below: string) => Promise<FaceDocument | null> | FaceDocument | null

export function jsonDocument(type: string, value: object): FaceDocument {
  return { type, body: JSON.stringify(value) }
}

/** Says in a document what is wrong. */
export type Refuse = (status: number, code: string, message: string) => FaceDocument

/** As the errors of GraphQL and tables are told. */
export function refuseInErrors(status: number, code: string, message: string): FaceDocument {
  const errors = [{ message: shortLine(message), extensions: { code } }]
  return { status, ...jsonDocument('application/json', { errors }) }
}
