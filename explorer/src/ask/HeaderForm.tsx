import { useId } from 'preact/hooks'
import { words } from '../language/language.ts'
import { active } from './desk.ts'
import { faultOf, isSecret, type Header } from './headers.ts'

/** Those that this gateway knows. */
const KNOWN = ['x-purpose', 'cache-control', 'traceparent']

/** Headers of this document's question, a row each; there is always an empty one to begin in. */
export function HeaderForm() {
  const { documents: strings } = words.value
  const { headers } = active.value
  const list = useId()
  const rows: readonly Header[] = [...headers.value, ['', '']]
  const change = (at: number, row: Header) => {
    const next = rows.map((one, index) => (index === at ? row : one))
    headers.value = next.filter(([name, value]) => name !== '' || value !== '')
  }
  return (
    <div class="form">
      <datalist id={list}>
        {KNOWN.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {rows.map((row, at) => (
        <HeaderRow key={at} row={row} list={list} change={(changed) => change(at, changed)} />
      ))}
      <p class="small quiet">{headers.value.some(isSecret) ? strings.secretHeaders : strings.headersNote}</p>
    </div>
  )
}

function HeaderRow({
  row,
  list,
  change,
}: {
  readonly row: Header
  readonly list: string
  readonly change: (row: Header) => void
}) {
  const { documents: strings } = words.value
  const [name, value] = row
  const fault = faultOf(row)
  return (
    <div class="header-row">
      <input
        class="field"
        aria-label={strings.headerName}
        placeholder="x-purpose"
        spellcheck={false}
        autocomplete="off"
        list={list}
        maxLength={200}
        value={name}
        aria-invalid={fault === 'name' || fault === 'taken'}
        onInput={(event) => change([event.currentTarget.value, value])}
      />
      <input
        class="field"
        aria-label={strings.headerValue}
        autocomplete="off"
        maxLength={4_000}
        type={isSecret(row) ? 'password' : 'text'}
        value={value}
        aria-invalid={fault === 'value'}
        onInput={(event) => change([name, event.currentTarget.value])}
      />
      <button
        type="button"
        class="button bare"
        aria-label={`${strings.removeHeader} ${name}`}
        disabled={name === '' && value === ''}
        onClick={() => change(['', ''])}
      >
        ×
      </button>
      {fault !== null && (
        <p class="small alarm" role="alert">
          {strings.headerFaults[fault]}
        </p>
      )}
    </div>
  )
}
