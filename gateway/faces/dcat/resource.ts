import { isIri } from '../catalogue/addresses.ts'
import { LANGUAGE_TAGS, textsOf } from '../catalogue/languages.ts'
import type { Texts } from '../catalogue/readCatalogue.ts'

/** A thing that a catalogue speaks of, with what is said of it; names are prefixed, such as "dct:title". */
export interface Resource {
  /** Absolute. Everything has one: a thing without a name could not be spoken of again. */
  readonly iri: string
  readonly types: readonly string[]
  readonly statements: readonly Statement[]
}

export interface Statement {
  readonly property: string
  readonly value: Value
}

export type Value =
  | { readonly kind: 'iri'; readonly iri: string }
  | { readonly kind: 'text'; readonly text: string; readonly language: string | undefined }
  | { readonly kind: 'typed'; readonly text: string; readonly type: string }

export const PREFIXES = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

export function link(property: string, iri: string | null | undefined): readonly Statement[] {
  return iri !== null && iri !== undefined && isIri(iri) ? [{ property, value: { kind: 'iri', iri } }] : []
}

export function text(property: string, value: string, language?: string): Statement {
  return { property, value: { kind: 'text', text: value, language } }
}

export function typed(property: string, value: string, type: string): Statement {
  return { property, value: { kind: 'typed', text: value, type } }
}

export function inLanguages(property: string, texts: Texts | null): readonly Statement[] {
  return textsOf(texts).map(({ language, text: words }) => text(property, words, LANGUAGE_TAGS[language]))
}
