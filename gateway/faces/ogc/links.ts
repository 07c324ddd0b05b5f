export const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'
export const OPEN_API_TYPE = 'application/vnd.oai.openapi+json;version=3.1'
export const OPEN_API_PAGE_TYPE = 'text/html'

/** A link as OGC API has it (RFC 8288 in JSON). */
export function linkTo(href: string, rel: string, type: string, title: string): object {
  return { href, rel, type, title }
}

export function collectionAt(base: string, id: string): string {
  return `${base}/ogc/collections/${id}`
}
