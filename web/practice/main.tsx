import './styles/base.css';
import './styles/lists.css';
import './styles/compose.css';
import { render } from 'preact';
import { App } from './App.tsx';
import { language, t } from './text.ts';

document.documentElement.lang = language;
document.title = t('product');
const place = document.querySelector('#app');
if (!place) throw new Error('index.html: expected an element #app, found none');
render(<App />, place);
