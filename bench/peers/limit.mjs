import { setFlagsFromString } from 'node:v8'
import { announce, readSetting } from '../kit/setting.mjs'
import { createCall } from './call.mjs'
import { serve } from './serve.mjs'

// What is good for ours is good for the limit (docs/decisions/0013).
setFlagsFromString('--no-allocation-site-pretenuring')

const { scenario, subgraphs, style } = readSetting()
const call = createCall(subgraphs)
const { answer } = await loadProgram()

announce({
  url: await serve(async (body, authorization) => {
    const { variables } = JSON.parse(body)
    return answer(variables, (name, request) => call(name, request, authorization), Object.keys(subgraphs))
  }),
})

function loadProgram() {
  switch (scenario) {
    case 'heavy':
      return style === 'text' ? import('./limit/heavy/text.mjs') : import('./limit/heavy/objects.mjs')
    case 'small':
      return import('./limit/small.mjs')
    case 'fan':
      return import('./limit/fan.mjs')
    default:
      throw new Error(`Nobody wrote a program by hand for "${scenario}".`)
  }
}
