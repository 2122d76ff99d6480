"""The workshop without a screen: rules, session file, services and the LAN host. No Qt, no documents."""
