import '../../components/library.css';
import '../../components/editor.css';
import '../../components/campaigns.css';
import '../../components/launch.css';
import { PeopleLaunch, type PeopleLaunchProps } from '../../components/launch/PeopleLaunch.tsx';

/** The launch in the sidebar's narrow frame. It stands in place of everything else, until it is left. */
export default function LaunchPane(props: PeopleLaunchProps) {
  return (
    <div class="sidebar-launch">
      <PeopleLaunch {...props} />
    </div>
  );
}
