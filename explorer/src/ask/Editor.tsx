import { useEffect, useRef } from 'preact/hooks'
import { Failed } from '../failure/Failed.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import type { Edited } from './codeMirror.ts'
import type { EditorMemory } from './editorMemory.ts'

/** What is in sight until the editor comes: to lay out a whole answer of 5,000 rows takes four seconds. */
const BEGINNING = 8_000

/** A text to be edited. The plain text is there at once; the editor takes its place when it has come. */
export function Editor({ memory, ...edited }: Edited & { readonly memory?: EditorMemory }) {
  const holder = useRef<HTMLDivElement>(null)
  const editor = useLoaded(loadEditor, [])
  const { value: part, fault } = editor
  const { kind, text, label } = edited
  useEffect(() => {
    if (part === null || holder.current === null) return
    const running = part.startEditor(holder.current, edited, memory)
    return () => running.stop()
  }, [part, kind, label, text])
  return (
    <>
      {part === null && fault !== null && <Failed {...editor} fault={fault} />}
      {part === null && <pre aria-hidden="true">{text.value.slice(0, BEGINNING)}</pre>}
      <div ref={holder} style="display: contents" />
    </>
  )
}

const loadEditor = () => loadPart(() => import('./codeMirror.ts'))
