import { useComputed } from '@preact/signals'
import { answer } from '../ask/workbench.ts'
import { Editor } from '../ask/Editor.tsx'
import { words } from '../language/language.ts'

export function JsonView() {
  const text = useComputed(() => JSON.stringify(answer.value?.data ?? null, null, 2))
  return (
    <div class="code">
      <Editor kind="answer" text={text} label={words.value.ask.answer} />
    </div>
  )
}
