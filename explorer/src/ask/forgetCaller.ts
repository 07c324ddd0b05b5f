import { effect, untracked } from '@preact/signals'
import { claims, type Claims } from '../caller/token.ts'
import { forgetHistoryOfCallers } from '../share/kept.ts'
import type { BenchDocument } from './benchDocument.ts'
import { documents, keepNow, keepSoon } from './desk.ts'
import { createId, forgetDocument, hold, listClosed, release } from './keepDocuments.ts'

let former: Claims | null = claims.peek()

/** Who sits down after somebody else finds nothing of what that one was told. */
effect(() => {
  const now = claims.value
  untracked(() => {
    if (former !== null && !isSameCaller(former, now)) forgetAnswers(now === null)
  })
  former = now
})

function isSameCaller(a: Claims, b: Claims | null): boolean {
  return a.subject !== null && a.subject === b?.subject
}

/**
 * What was asked with a token: answers, history, steps to undo, headers, and where the caller is gone the variables, which
 * name whom one asked about. The open queries stay: they are words of the graph, and somebody's work.
 */
function forgetAnswers(isGone: boolean): void {
  for (const document of documents.peek()) {
    if (document.withToken) forgetWhatWasTold(document, isGone)
  }
  for (const { id, withToken } of listClosed()) {
    if (withToken) forgetDocument(id)
  }
  forgetHistoryOfCallers()
  keepNow()
}

function forgetWhatWasTold(document: BenchDocument, isGone: boolean): void {
  document.controller?.abort()
  document.controller = null
  document.running.value = false
  for (const told of [document.answer, document.latest, document.answered, document.failure, document.asked])
    told.value = null
  document.histories.value = []
  document.awaited.value = null
  document.past.value = []
  document.headers.value = []
  if (isGone) document.variables.value = ''
  document.link = null
  document.withToken = false
  document.editors = new Map()
  // Under another id its editors begin anew, with nothing to undo.
  forgetDocument(document.id)
  release(document.id)
  document.id = createId()
  document.kept = null
  void hold(document.id)
  keepSoon(document)
}
