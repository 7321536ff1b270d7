/** A session that the customer has finished, written by hand from what this project assumes of RetentBase's diagnostics. */
export const completed = {
  session_id: "cs_1",
  status: "completed",
  environment: "sandbox",
  created_at: "2026-03-01T00:00:00Z",
  expires_at: "2026-03-01T00:30:00Z",
  user_id: "user_1",
  event_id: "ev_00000001",
  outcome: "churned",
  reason_key: "too_expensive",
  offer: { type: "discount", accepted: false, label: "50% off" },
  unheard_of: true,
};
