"""The scripts of Databricks' guide to automating Delta Sharing that need shares and recipients only.

They do what the guide's do, call for call. What the present client refuses of the guide's text is corrected and marked
`Corrected`: a method's new name, an argument that has become compulsory, an object where the guide has a dictionary.
"""

import json
import re
from datetime import datetime

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.sharing import AuthenticationType, PermissionsChange, SecurablePropertiesKvPairs


def onboard_recipient(customer_name, sharing_id, license):
    """Creates a recipient and grants it the share of its licence."""
    w = WorkspaceClient()
    recipient = w.recipients.create(
        name=customer_name.lower().replace(" ", "_"),
        # Corrected: authentication_type is compulsory. Without a sharing identifier the recipient is an open one.
        authentication_type=AuthenticationType.DATABRICKS if sharing_id else AuthenticationType.TOKEN,
        sharing_code=sharing_id,
        # Corrected: a dictionary is not accepted.
        properties_kvpairs=SecurablePropertiesKvPairs(properties={"customer_code": customer_name, "license": license}),
    )
    w.shares.update_permissions(
        name=f"{license}_data_share",
        # Corrected: a dictionary is not accepted.
        changes=[PermissionsChange(principal=recipient.name, add=["SELECT"])],
    )
    return recipient


def audit_shares():
    """Every share with its objects and its recipients."""
    w = WorkspaceClient()
    audit = []
    # Corrected: shares.list is called list_shares.
    for share in w.shares.list_shares():
        share_detail = w.shares.get(share.name)
        permissions = w.shares.share_permissions(share.name)
        audit.append(
            {
                "share": share.name,
                "objects": [obj.name for obj in (share_detail.objects or [])],
                "recipients": [p.principal for p in (permissions.privilege_assignments or [])],
            }
        )
    return audit


def rotate_tokens_for_recipients(recipient_names):
    """New tokens for the recipients that are named."""
    w = WorkspaceClient()
    for name in recipient_names:
        # Corrected: existing_token_expire_in_seconds is compulsory.
        w.recipients.rotate_token(name=name, existing_token_expire_in_seconds=0)


def revoke_recipients_matching(pattern, dry_run=True):
    """Deletes the recipients whose names match."""
    w = WorkspaceClient()
    regex = re.compile(pattern)
    for recipient in w.recipients.list():
        if regex.match(recipient.name):
            if dry_run:
                print(f"[DRY RUN] Would revoke: {recipient.name}")
            else:
                w.recipients.delete(recipient.name)
                print(f"Revoked: {recipient.name}")


def export_share_metadata(output_file=None):
    """Shares with their objects, and recipients, as JSON."""
    w = WorkspaceClient()
    export = {"exported_at": datetime.now().isoformat(), "shares": [], "recipients": []}
    # Corrected: shares.list is called list_shares.
    for share in w.shares.list_shares():
        detail = w.shares.get(share.name)
        export["shares"].append(
            {
                "name": share.name,
                # Corrected: json.dump cannot write the enumeration, only its value.
                "objects": [{"name": o.name, "type": o.data_object_type.value} for o in (detail.objects or [])],
            }
        )
    for recipient in w.recipients.list():
        # Corrected: as above.
        export["recipients"].append({"name": recipient.name, "type": recipient.authentication_type.value})
    if output_file:
        with open(output_file, "w") as f:
            json.dump(export, f, indent=2)
    return export
