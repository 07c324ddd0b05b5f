import { PREFIXES, type Resource, type Value } from './resource.ts'

/** JSON-LD 1.1: the prefixes are all of its context, so it reads without fetching one. */
export function writeJsonLd(resources: readonly Resource[]): object {
  return { '@context': PREFIXES, '@graph': resources.map(writeResource) }
}

function writeResource({ iri, types, statements }: Resource): object {
  const properties = new Map<string, object[]>()
  for (const { property, value } of statements)
    properties.set(property, [...(properties.get(property) ?? []), writeValue(value)])
  return { '@id': iri, '@type': types, ...Object.fromEntries(properties) }
}

function writeValue(value: Value): object {
  switch (value.kind) {
    case 'iri':
      return { '@id': value.iri }
    case 'text':
      return value.language === undefined
        ? { '@value': value.text }
        : { '@value': value.text, '@language': value.language }
    case 'typed':
      return { '@value': value.text, '@type': value.type }
  }
}
