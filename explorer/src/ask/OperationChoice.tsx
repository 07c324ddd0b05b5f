import { useComputed } from '@preact/signals'
import { words } from '../language/language.ts'
import { active } from './desk.ts'
import { chooseOperation, listOperations } from './operations.ts'

/** Which operation is asked, where a document has several. */
export function OperationChoice() {
  const names = useComputed(() => listOperations(active.value.query.value))
  if (names.value.length === 0) return null
  const { query, operation } = active.value
  return (
    <select
      class="field"
      aria-label={words.value.documents.operation}
      value={chooseOperation(query.value, operation.value) ?? ''}
      onChange={(event) => {
        operation.value = event.currentTarget.value
      }}
    >
      {names.value.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  )
}
