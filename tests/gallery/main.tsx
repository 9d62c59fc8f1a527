import './browser.ts';
import { mount } from '../../components/data/mount.tsx';
import { App as Diagnostics } from '../../entrypoints/diagnostics/App.tsx';
import '../../components/tools.css';
import '../../components/bounces.css';
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
import { App as Picker } from '../../entrypoints/picker/App.tsx';
import { App as Popup } from '../../entrypoints/popup/App.tsx';
import { App as Sidebar } from '../../entrypoints/sidebar/App.tsx';
import { App as Welcome } from '../../entrypoints/welcome/App.tsx';
import { App as Workspace } from '../../entrypoints/workspace/App.tsx';
import { stateOf, states } from './states.ts';

/** One page of the extension in one of its states: `?state=<name>`; without one, links to all. */
const name = new URLSearchParams(location.search).get('state');
const pages = {
  sidebar: Sidebar,
  popup: Popup,
  welcome: Welcome,
  diagnostics: Diagnostics,
  picker: Picker,
  workspace: Workspace,
};

if (name && name in states) {
  const { page, background } = stateOf(name);
  const Page = pages[page];
  mount(background.link, <Page />);
} else {
  mount(
    stateOf('empty-first').background.link,
    <ul>
      {Object.keys(states).map((each) => (
        <li key={each}>
          <a href={`?state=${each}`}>{each}</a>
        </li>
      ))}
    </ul>,
  );
}
