import { token } from '../caller/token.ts'
import { Failed } from '../failure/Failed.tsx'
import { useLoaded } from '../failure/useLoaded.ts'
import { formatNumber, words } from '../language/language.ts'
import { readClients, type ClientUse, type MonthlyUse } from './bureauData.ts'

/** How much the bureau's data sets are asked for: totals for everybody, clients for its own staff. */
export function Use({ id, use }: { readonly id: string; readonly use: readonly MonthlyUse[] | null }) {
  const { bureau: strings, review } = words.value
  const latest = use?.[0]?.month
  return (
    <section>
      <h2>{strings.use}</h2>
      {use === null && <p class="quiet">{strings.noUse}</p>}
      {use?.length === 0 && <p class="quiet">{strings.unused}</p>}
      {use?.some(({ sample }) => sample) && <p class="tag warn">{review.sample}</p>}
      {use !== null && use.length > 0 && <Months use={use} />}
      {latest !== undefined && <ByClient id={id} month={latest} />}
    </section>
  )
}

function Months({ use }: { readonly use: readonly MonthlyUse[] }) {
  const { bureau: strings } = words.value
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value))
  return (
    <table class="feeds figures">
      <thead>
        <tr>
          <th scope="col">{strings.month}</th>
          <th scope="col">{strings.requests}</th>
          <th scope="col">{strings.errors}</th>
          <th scope="col">{strings.clients}</th>
        </tr>
      </thead>
      <tbody>
        {use.map(({ month, requests, errors, clients, withheld }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            {withheld ? (
              <td colSpan={3} class="quiet">
                {strings.withheld}
              </td>
            ) : (
              <>
                <td data-label={strings.requests}>{number(requests)}</td>
                <td data-label={strings.errors}>{number(errors)}</td>
                <td data-label={strings.clients}>{number(clients)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ByClient({ id, month }: { readonly id: string; readonly month: string }) {
  const { bureau: strings } = words.value
  const given = token.value
  const clients = useLoaded(
    async (signal) => (given === null ? null : readClients(id, month, given, signal)),
    [id, month, given],
  )
  return (
    <>
      <h3>
        {strings.byClient}, {month}
      </h3>
      {clients.fault !== null && <Failed {...clients} fault={clients.fault} />}
      {clients.value === null || given === null ? (
        <p class="quiet">{strings.forStaff}</p>
      ) : (
        <Clients clients={clients.value} />
      )}
    </>
  )
}

function Clients({ clients }: { readonly clients: readonly ClientUse[] }) {
  const { bureau: strings } = words.value
  return (
    <table class="feeds figures">
      <thead>
        <tr>
          <th scope="col">{strings.clients}</th>
          <th scope="col">{strings.requests}</th>
          <th scope="col">{strings.errors}</th>
          <th scope="col">{strings.lastDay}</th>
        </tr>
      </thead>
      <tbody>
        {clients.map(({ client, verified, requests, errors, lastDay }) => (
          <tr key={`${client} ${verified}`}>
            <th scope="row">
              {client ?? strings.noName} {verified && <span class="tag good">{strings.verified}</span>}
            </th>
            <td data-label={strings.requests}>{formatNumber(requests)}</td>
            <td data-label={strings.errors}>{formatNumber(errors)}</td>
            <td data-label={strings.lastDay}>{lastDay}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
