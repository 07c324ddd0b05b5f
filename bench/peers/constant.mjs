import { announce, readSetting } from '../kit/setting.mjs'
import { serve } from './serve.mjs'

const { answer } = readSetting()
const text = Buffer.from(answer)

announce({ url: await serve(() => text) })
