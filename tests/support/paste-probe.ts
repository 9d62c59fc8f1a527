import { installPasteMain } from '../../lib/mailbox/dom/paste-main.ts';

/** The page's half of pasting, as the product has it. */
installPasteMain(document);
