import '../../components/tools.css';
import '../../components/tracked-links.css';
import '../../components/library.css';
import '../../components/editor.css';
import '../../components/campaigns.css';
import '../../components/launch.css';
import '../../components/people.css';
import '../../components/imports.css';
import '../../components/settings.css';
import '../../components/center.css';
import '../../components/tasklist.css';
import '../../components/analytics.css';
import '../../components/reports.css';
import '../../components/mailings.css';
import { mount } from '../../components/data/mount.tsx';
import { pageLink } from '../../lib/messaging/page-link.ts';
import { App } from './App.tsx';

mount(pageLink, <App />);
