"""Volumes: in the catalog, in shares, and as recipients read them."""

import json
import unittest
import urllib.parse
import urllib.request

import samples
from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, InvalidParameterValue, InvalidState, NotFound, ResourceAlreadyExists
from databricks.sdk.service.catalog import PermissionsChange, Privilege, VolumeType
from databricks.sdk.service.sharing import (
    AuthenticationType,
    PermissionsChange as ShareChange,
    Privilege as SharePrivilege,
    SharedDataObject,
    SharedDataObjectDataObjectType as Type,
    SharedDataObjectStatus,
    SharedDataObjectUpdate,
    SharedDataObjectUpdateAction as Action,
)

NAME = "cat_volumes.nyc.files"


def update(action: Action, **fields) -> SharedDataObjectUpdate:
    return SharedDataObjectUpdate(
        action=action, data_object=SharedDataObject(name=NAME, data_object_type=Type.VOLUME, **fields)
    )


class VolumesTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        samples.make_catalog(self.w, "cat_volumes", "planes")
        self.addCleanup(self.w.catalogs.delete, "cat_volumes", force=True)

    def create(self, name: str = "files", location: str = samples.location("airlines")):
        return self.w.volumes.create("cat_volumes", "nyc", name, VolumeType.EXTERNAL, storage_location=location)

    def test_a_volume_is_read_listed_changed_and_deleted(self):
        made = self.create("Files")
        self.assertEqual((made.full_name, made.volume_type), (NAME, VolumeType.EXTERNAL))
        self.assertEqual(made.storage_location, samples.location("airlines"))
        self.assertEqual(self.w.volumes.read(NAME).as_dict(), made.as_dict())
        listed = self.w.volumes.list("cat_volumes", "nyc", max_results=1)
        self.assertEqual([one.as_dict() for one in listed], [made.as_dict()])
        changed = self.w.volumes.update(NAME, new_name="papers", comment="c", owner="users")
        self.assertEqual((changed.name, changed.comment, changed.owner), ("papers", "c", "users"))
        self.w.volumes.delete("cat_volumes.nyc.papers")
        with self.assertRaises(NotFound):
            self.w.volumes.read("cat_volumes.nyc.papers")

    def test_refusals_are_the_exceptions_that_scripts_catch(self):
        self.create()
        with self.assertRaises(ResourceAlreadyExists):
            self.create("FILES", samples.location("other"))
        with self.assertRaises(BadRequest) as overlap:
            self.create("more", samples.location("planes"))
        self.assertEqual(overlap.exception.error_code, "INVALID_PARAMETER_VALUE.LOCATION_OVERLAP")
        with self.assertRaises(InvalidParameterValue):
            self.w.volumes.create("cat_volumes", "nyc", "nowhere", VolumeType.EXTERNAL)
        with self.assertRaises(BadRequest) as full:
            self.w.schemas.delete("cat_volumes.nyc")
        self.assertIn("1 tables(s), 0 functions(s), 1 volumes(s)", str(full.exception))

    def test_privileges_are_granted_and_inherited(self):
        self.create()
        read = PermissionsChange(principal="account users", add=[Privilege.READ_VOLUME])
        self.w.grants.update("volume", NAME, changes=[read])
        write = PermissionsChange(principal="account users", add=[Privilege.WRITE_VOLUME])
        self.w.grants.update("schema", "cat_volumes.nyc", changes=[write])
        [effective] = self.w.grants.get_effective("volume", NAME).privilege_assignments
        self.assertEqual(
            {(one.privilege, one.inherited_from_name) for one in effective.privileges},
            {(Privilege.READ_VOLUME, None), (Privilege.WRITE_VOLUME, "cat_volumes.nyc")},
        )

    def test_a_shared_volume_is_read_file_by_file(self):
        self.create()
        self.w.shares.create("with_volumes")
        self.addCleanup(unless_gone, self.w.shares.delete, "with_volumes")
        added = self.w.shares.update("with_volumes", updates=[update(Action.ADD, string_shared_as="papers.carriers")])
        [shared] = added.objects
        self.assertEqual((shared.string_shared_as, shared.status), ("papers.carriers", SharedDataObjectStatus.ACTIVE))
        with self.assertRaises(InvalidState):
            self.w.volumes.delete(NAME)

        link = self.w.recipients.create("volume_reader", AuthenticationType.TOKEN).tokens[0].activation_url
        self.addCleanup(self.w.recipients.delete, "volume_reader")
        granted = ShareChange(principal="volume_reader", add=[SharePrivilege.SELECT.value])
        self.w.shares.update_permissions("with_volumes", changes=[granted])
        profile = self.w.recipient_activation.retrieve_token(urllib.parse.urlsplit(link).query)

        def get(path: str) -> dict:
            headers = {"Authorization": f"Bearer {profile.bearer_token}"}
            with urllib.request.urlopen(urllib.request.Request(profile.endpoint + path, headers=headers)) as answer:
                return json.load(answer)

        [volume] = get("/shares/with_volumes/all-volumes")["items"]
        self.assertEqual((volume["schema"], volume["name"]), ("papers", "carriers"))
        [log, *_] = get("/shares/with_volumes/schemas/papers/volumes/carriers/files?path=_delta_log")["items"]
        self.assertEqual(log["path"], "_delta_log/00000000000000000000.json")
        with urllib.request.urlopen(log["url"]) as answer:
            self.assertEqual(answer.read(), (samples.FOLDER / "airlines" / log["path"]).read_bytes())
