import type { Format } from '../../request/table/format.ts'
import type { PreparedTable } from '../prepareTable.ts'

/** Where a table is described, and the licences that have an address (RFC 8288). */
export function linksOf(
  { query, parameters }: PreparedTable,
  format: Format,
  licences: readonly string[],
): string {
  const search = parameters.toString()
  const at = (ending: string) => `</q/${query.name}.${ending}${search === '' ? '' : `?${search}`}>`
  const schema =
    format === 'csv'
      ? `${at('csv-metadata.json')}; rel="describedby"; type="application/csvm+json"`
      : `${at('schema.json')}; rel="describedby"; type="application/schema+json"`
  const about = `${at('about.json')}; rel="about"; type="application/json"`
  const addresses = [...new Set(licences)].filter((licence) => ADDRESS.test(licence))
  return [schema, about, ...addresses.map((address) => `<${address}>; rel="license"`)].join(', ')
}

/** Without what would end its place in the header. */
const ADDRESS = /^https?:\/\/[!#-;=?-~]+$/
