/** The person in whose practice mailbox something happens. */
export interface PracticeUser {
  workspaceId: string;
  userId: string;
  name: string;
  email: string;
}

/** What is known of each request behind the sign-in. */
export interface PracticeEnv {
  Variables: { user: PracticeUser };
}
