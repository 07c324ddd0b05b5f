import { best, formatTime, words } from '../language/language.ts'
import type { DataSet } from './bureauData.ts'

/** What the catalogue says of the bureau's data sets; those that feed nothing here are folded. */
export function DataSets({ datasets }: { readonly datasets: readonly DataSet[] }) {
  const { bureau: strings } = words.value
  const others = datasets.filter(({ feedsTheGraph }) => !feedsTheGraph)
  return (
    <section>
      <h2>{strings.datasets}</h2>
      <DataSetTable datasets={datasets.filter(({ feedsTheGraph }) => feedsTheGraph)} />
      {others.length > 0 && (
        <details>
          <summary>{strings.inCatalogueOnly(others.length)}</summary>
          <DataSetTable datasets={others} />
        </details>
      )}
    </section>
  )
}

function DataSetTable({ datasets }: { readonly datasets: readonly DataSet[] }) {
  const { bureau: strings } = words.value
  const lifecycles: Readonly<Record<string, string>> = strings.lifecycles
  const opennesses: Readonly<Record<string, string>> = strings.opennesses
  if (datasets.length === 0) return null
  return (
    <table class="feeds datasets">
      <thead>
        <tr>
          <th scope="col">{strings.dataset}</th>
          <th scope="col">{strings.licence}</th>
          <th scope="col">{strings.lifecycle}</th>
          <th scope="col">{strings.openness}</th>
          <th scope="col">{strings.modified}</th>
        </tr>
      </thead>
      <tbody>
        {datasets.map(({ id, title, licence, lifecycleState, openness, modifiedAt }) => (
          <tr key={id}>
            <th scope="row">{best(title) || id}</th>
            <td data-label={strings.licence}>
              {licence ?? <span class="tag warn">{strings.notStated}</span>}
            </td>
            <td data-label={strings.lifecycle}>{lifecycles[lifecycleState] ?? lifecycleState}</td>
            <td data-label={strings.openness}>
              {openness === null ? strings.notStated : (opennesses[openness] ?? openness)}
            </td>
            <td data-label={strings.modified} class="quiet small">
              {modifiedAt === null ? strings.notStated : formatTime(modifiedAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
