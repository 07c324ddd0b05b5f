import { catalogueIri } from '../catalogue/addresses.ts'
import { describeDatasets, findOwnDataset, type DescribedDataset } from '../catalogue/describedDatasets.ts'
import { bestText, LANGUAGE_TAGS, textsOf } from '../catalogue/languages.ts'
import { readCatalogue, type CatalogueDataset, type Texts } from '../catalogue/readCatalogue.ts'
import type { FaceDocument, Facing } from '../face.ts'
import { html, jsonLdScript, page, type Markup } from '../html.ts'
import { collectionAt } from '../ogc/links.ts'
import { formatsOf } from '../openTables.ts'
import { catalogueForSearch, datasetForSearch } from './schemaOrg.ts'

/** `/data` lists the data sets; `/data/{id}` is one of them, for people and for search engines. */
export async function showData(facing: Facing, below: string): Promise<FaceDocument | null> {
  const datasets = await readCatalogue(facing)
  if (datasets === null) return null
  if (below === '') return showCatalogue(facing.base, datasets)
  const dataset = datasets.find(({ id }) => below === `/${encodeURIComponent(id)}`)
  const [described] = describeDatasets(facing, dataset ? [dataset] : [])
  return described ? showDataset(facing.base, described) : null
}

function showCatalogue(base: string, datasets: readonly CatalogueDataset[]): FaceDocument {
  const title = findOwnDataset(datasets)?.title ?? null
  const name = bestText(title) ?? 'Data sets'
  return page(
    name,
    html`<h1>${name}</h1>
      ${otherTexts(title, name)}
      <p>
        For programs: <a href="${base}/catalog.ttl">catalog.ttl</a>,
        <a href="${base}/catalog.jsonld">catalog.jsonld</a>,
        <a href="${base}/datapackage.json">datapackage.json</a>, <a href="${base}/openapi">OpenAPI</a>,
        <a href="${base}/ogc">OGC API - Features</a>.
      </p>
      <table>
        ${datasets.map(
          ({ id, title: of, custodians, publisherNames, sample }) =>
            html`<tr>
              <td>
                <a href="${catalogueIri(base)}/${encodeURIComponent(id)}">${bestText(of) ?? id}</a>
                ${sample ? '(synthetic)' : null}
              </td>
              <td>${bestText(custodians[0]?.name ?? null) ?? publisherNames[0]}</td>
            </tr>`,
        )}
      </table>`,
    jsonLdScript(catalogueForSearch(base, datasets)),
  )
}

function showDataset(base: string, described: DescribedDataset): FaceDocument {
  const { dataset, description, tables, collections, isInGtfs } = described
  const name = bestText(dataset.title) ?? dataset.id
  const publisher = bestText(dataset.custodians[0]?.name ?? null) ?? dataset.publisherNames[0]
  return page(
    name,
    html`<p><a href="${catalogueIri(base)}">All data sets</a></p>
      <h1>${name}</h1>
      ${otherTexts(dataset.title, name)}
      ${
        dataset.sample
          ? html`<p><strong>Synthetic:</strong> made to show the shape, no public figure exists.</p>`
          : null
      }
      <p>${bestText(description)}</p>
      <dl>
        ${fact('Publisher', publisher)} ${fact('Licence', dataset.licence ?? 'not stated')}
        ${fact('Updated', dataset.updateFrequency)} ${fact('Last change', dataset.modifiedAt)}
        ${fact('Access', dataset.accessTier?.toLowerCase())} ${fact('Follows', dataset.conformsTo)}
        ${fact('Source', dataset.sourceUrl)} ${fact('In the graph', dataset.fields.join(', '))}
      </dl>
      ${tables.length === 0 ? null : html`<h2>Tables</h2>`}
      ${tables.map(
        (table) =>
          html`<p>
            ${table.query.description || table.query.name}
            ${formatsOf(table).map((format) => anchor(`${base}/q/${table.query.name}.${format}`, format))}
          </p>`,
      )}
      ${isInGtfs ? html`<p>${anchor(`${base}/gtfs.zip`, 'GTFS')}</p>` : null}
      ${collections.length === 0 ? null : html`<h2>Features</h2>`}
      ${collections.map(({ id, title }) => html`<p>${anchor(`${collectionAt(base, id)}/items`, title)}</p>`)}`,
    jsonLdScript(datasetForSearch(base, described)),
  )
}

function anchor(href: string, text: string): Markup {
  return html` <a href="${href}">${text}</a>`
}

function fact(name: string, value: string | null | undefined): Markup | null {
  if (value === null || value === undefined || value === '') return null
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`
}

function otherTexts(texts: Texts | null, shown: string): readonly Markup[] {
  return textsOf(texts).flatMap(({ language, text }) =>
    text === shown ? [] : [html`<p lang="${LANGUAGE_TAGS[language]}">${text}</p>`],
  )
}
