import { render } from 'preact'
import '@fontsource-variable/source-serif-4/wght.css'
import '@fontsource-variable/public-sans/wght.css'
import './app/style.css'
import { App } from './app/App.tsx'

const page = document.getElementById('page')
if (page) render(<App />, page)
