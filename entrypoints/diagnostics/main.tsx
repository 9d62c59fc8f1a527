import { mount } from '../../components/data/mount.tsx';
import { pageLink } from '../../lib/messaging/page-link.ts';
import { App } from './App.tsx';

mount(pageLink, <App />);
