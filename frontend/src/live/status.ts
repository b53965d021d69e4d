export type State = "connecting" | "saved" | "saving" | "offline" | "blocked";

/** How the words of this page stand with the server. */
export interface Status {
  state: State;
  /** Whether there are words that the server has not acknowledged. */
  unsent: boolean;
  /** Whether those words survive a reload of the page. */
  kept: boolean;
  /** Whether sockets are blocked on the way, and plain requests are made instead. */
  plain: boolean;
  /** Why nothing can be written, where that is so. */
  why: string;
}

const WHY: Record<string, string> = {
  "signed-out": "You are signed out. Sign in again to go on.",
  revoked: "You no longer draft for this delegation, or it no longer shares this draft.",
  "not-there": "This draft is no longer there.",
  tabled: "This draft has been tabled.",
  discarded: "This draft has been discarded.",
  published: "The next revision is published, and the drafting room is closed.",
  "read-only": "There are no words to write here.",
};

/** What a status is called, and what it means for the person. */
export function told(status: Status): { name: string; means: string } {
  const here = status.kept
    ? "Your words are kept on this device, sealed, and are sent once you are connected."
    : "Your words are in this window only: keep it open until you are connected.";
  switch (status.state) {
    case "connecting":
      return { name: "Connecting …", means: "" };
    case "saved":
      return { name: "Saved", means: plainly(status) };
    case "saving":
      return { name: "Saving …", means: plainly(status) };
    case "offline":
      return { name: "Offline", means: status.unsent ? here : "All your words so far are saved. You can go on writing." };
    case "blocked":
      return { name: "Closed", means: WHY[status.why] ?? status.why };
  }
}

function plainly(status: Status): string {
  return status.plain ? "Live connections are blocked on the way here; plain requests do the same, a little later." : "";
}
