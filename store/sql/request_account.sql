-- what is known of the service requests of a city, by source: exports, last known day, places, closings
select source_id, quality, known_on, export_count, first_opened_on, request_count, unplaced_count, kecamatan_only_count,
    point_fault_count, open_count, apart_count, interval_count, anonymous_count, confidential_count
from mart.service_request_account
where city_code = $city
order by source_id
