import type { FieldNode, GraphQLObjectType } from 'graphql'

/** What an object of the answer tells besides what the client asked for. */
export interface Annotation {
  /** The client's response keys down to the object, without list indexes: "museums.nodes". */
  readonly path: string
  /** By field, as far as its subgraph gave it; not checked. */
  readonly values: Readonly<Record<string, unknown>>
  /** The nearest of the annotated objects that it lies in. */
  readonly above: Annotation | undefined
}

/**
 * The fields of an object type that annotate its objects: without arguments, aliases and directives, and of object types
 * where they have selections.
 */
export type AnnotationFields = (type: GraphQLObjectType) => readonly FieldNode[]

export const NO_ANNOTATIONS: AnnotationFields = () => []
