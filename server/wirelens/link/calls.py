"""Outgoing calls: each resolved to its URL, and matched to the endpoint at the other end."""

from dataclasses import replace

from wirelens.link.functions import readable_scope
from wirelens.link.judging import Judging
from wirelens.link.senders import Sender, Senders
from wirelens.link.services import Services
from wirelens.link.urls import parse_url
from wirelens.link.wrappers import Expansion
from wirelens.model.communication_map import Endpoint, OutgoingCall
from wirelens.model.message import message
from wirelens.model.span import Location


