import { useSignal } from '@preact/signals'
import { words } from '../language/language.ts'
import { active } from './desk.ts'
import { Editor } from './Editor.tsx'
import { HeaderForm } from './HeaderForm.tsx'
import { VariableForm } from './VariableForm.tsx'

/** What is sent beside the query: its variables, as text and as a form, and headers. */
export function Inputs() {
  const { ask, documents: strings } = words.value
  const part = useSignal<'variables' | 'headers'>('variables')
  const { id, variables, headers, editors } = active.value
  const count = headers.value.filter(([name]) => name.trim() !== '').length
  const head = (name: 'variables' | 'headers', text: string) => (
    <button
      type="button"
      class="head"
      aria-expanded={part.value === name}
      onClick={() => {
        part.value = name
      }}
    >
      {text}
    </button>
  )
  return (
    <div class="inputs" role="group" aria-label={strings.inputs}>
      <div class="heads">
        {head('variables', ask.variables)}
        {head('headers', count === 0 ? strings.headers : `${strings.headers} (${count})`)}
      </div>
      {part.value === 'variables' ? (
        <div class="beside">
          <div class="code small-code">
            <Editor key={id} kind="variables" text={variables} label={ask.variables} memory={editors} />
          </div>
          <VariableForm key={`form ${id}`} />
        </div>
      ) : (
        <HeaderForm key={id} />
      )}
    </div>
  )
}
